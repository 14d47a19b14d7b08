"""The execution agenda: goals, means and actions in a folder of plain files, made from an answer and checked."""
