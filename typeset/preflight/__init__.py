"""May it be printed? An independent witness that reads the finished PDF and expected facts only."""
