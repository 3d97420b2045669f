"""Foreign files (外来文件): opened in a worker only, made into pages ready to be painted."""
