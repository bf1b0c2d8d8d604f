"""Score to Chinese: the reason beside the score and the words of 计分状态. Reads the steps, judges nothing."""
