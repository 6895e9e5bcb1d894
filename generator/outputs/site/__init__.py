"""What all pages share: the content of a day, the shell, the head, the templates."""
