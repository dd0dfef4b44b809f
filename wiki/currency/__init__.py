"""Whether what is written is still true: reviews, who is asked, and the word of those who looked."""
