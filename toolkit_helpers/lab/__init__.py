"""The reader's tool: a working copy of the chapters, a calm JupyterLab, and cells that run by themselves."""
