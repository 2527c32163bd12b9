"""Scanners: of the code (bandit, semgrep) and of the running app (wapiti, sqlmap)."""
