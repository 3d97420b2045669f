"""Style sheets (样式): YAML → checked values."""
