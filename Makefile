# Everything an editor or a developer needs, in one place; `make` alone explains it.

PYTHON ?= python3
RUN := .venv/bin/python
TYPESET := $(RUN) -m typeset
WEEKS := $(sort $(patsubst issues/%/,%,$(wildcard issues/*/)))

# The tests of one file run in one process, which builds once what they share.
ALL_CORES := -n auto --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help issue preview proof approve release fonts doctor test quick faults fuzz check bench golden messages handbook lock clean
.DELETE_ON_ERROR:

# A week that does not exist is answered before anything is installed; -q keeps make quiet.
ifneq ($(filter issue preview proof approve release,$(MAKECMDGOALS)),)
ifeq ($(filter $(WEEK),$(WEEKS)),)
$(info $(if $(WEEK),没有 $(WEEK) 这一期 / no such week: $(WEEK),请写明哪一期 / name a week: make $(firstword $(MAKECMDGOALS)) WEEK=…); 现有 / there are: $(or $(WEEKS),-))
MAKEFLAGS += -q
endif
endif

help:  ## this list / 本页
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | while IFS="$$(printf '\t')" read -r name words; \
	do printf '  make %-10s %s\n' "$$name" "$$words"; done

issue: .venv/ready fonts/open/.ready  ## build one edition: make issue WEEK=2025-36 / 排出一期，成品在 out/
	@$(TYPESET) issue "$(WEEK)" --lint $(OPTIONS)

proof: .venv/ready fonts/open/.ready  ## freeze a stamped round: make proof WEEK=2025-36 / 出一次校样
	@$(TYPESET) proof "$(WEEK)" $(OPTIONS)

approve: .venv/ready fonts/open/.ready  ## sign the last round: make approve WEEK=2025-36 OPTIONS="--by 张三" / 签批
	@$(TYPESET) approve "$(WEEK)" $(OPTIONS)

release: .venv/ready fonts/open/.ready  ## give out what was approved: make release WEEK=2025-36 / 发印，成品在 release/
	@$(TYPESET) release "$(WEEK)" $(OPTIONS)

preview: .venv/ready fonts/open/.ready  ## look at it while you write: make preview WEEK=2025-36 / 边写边看
	@$(TYPESET) preview "$(WEEK)" $(OPTIONS)

fonts: .venv/ready  ## bring the open faces (again) / 下载开放字体
	@$(TYPESET) fonts install $(OPTIONS)
	@touch fonts/open/.ready

# It examines what is there, so it asks for nothing first.
doctor:  ## what is missing on this machine, and what to do / 体检，缺什么、怎么办
	@$(or $(wildcard $(RUN)),$(PYTHON)) -m typeset doctor $(OPTIONS)

test: .venv/ready-dev fonts/open/.ready  ## run the tests / 运行测试
	@$(RUN) -m pytest $(or $(TESTS),$(ALL_CORES))

quick: .venv/ready-dev fonts/open/.ready  ## those that take less than a minute / 一分钟内的测试
	@$(RUN) -m pytest -q $(ALL_CORES) -m "not slow and not browser" $(TESTS)

faults: .venv/ready-dev fonts/open/.ready  ## let every write fail once: CALLS=6 / 逐个让写盘失败
	@TYPESET_FAULTS="$(or $(CALLS),all)" $(RUN) -m pytest -n auto --dist worksteal tests/faults

fuzz: .venv/ready-dev fonts/open/.ready  ## broken input for every reader: MINUTES=20 / 用坏数据试各读取程序
	@$(RUN) -m tests.fuzz "$(or $(MINUTES),20)" $(TARGETS)

check: .venv/ready-dev  ## style, types, import rule / 检查代码
	@echo "ruff" && $(RUN) -m ruff check -q . && $(RUN) -m ruff format -q --check .
	@echo "mypy" && $(RUN) -m mypy --no-error-summary
	@echo "import rule" && .venv/bin/lint-imports --no-logo >.venv/imports.log || { cat .venv/imports.log; exit 1; }

bench: .venv/ready-dev fonts/open/.ready  ## speed and lines beside Typst; OPTIONS=--long / 与 Typst 对比速度与排行
	@$(RUN) -m tests.bench $(OPTIONS)

golden: .venv/ready-dev fonts/open/.ready  ## write the expected page dumps anew / 更新版面样本
	@TYPESET_WRITE_GOLDEN=1 $(RUN) -m pytest -q tests/golden && git status --short tests/golden

messages: .venv/ready-dev  ## collect and compile translations / 更新界面译文
	@$(RUN) tools/messages.py

handbook: .venv/ready-dev  ## write lint rules, codes and style keys down / 更新手册与代码、样式键一览
	@$(RUN) tools/handbook.py
	@$(RUN) tools/reference.py

lock: .venv/ready-dev  ## pin dependencies anew / 重新锁定依赖
	@tools/lock

clean:  ## remove what can be made again / 清理
	@rm -rf .venv out build dist fonts/open .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find typeset tests tools -name __pycache__ -prune -exec rm -rf {} +

.venv/ready: requirements.lock pyproject.toml
	@PYTHON="$(PYTHON)" tools/environment ready requirements.lock

.venv/ready-dev: requirements-dev.lock .venv/ready
	@PYTHON="$(PYTHON)" tools/environment ready-dev requirements-dev.lock

fonts/open/.ready: fonts/manifest.yaml | .venv/ready
	@$(TYPESET) fonts install
	@touch fonts/open/.ready
