/** What a browser of today, and of any day to come, says of itself: for programs that act for a person at one. */
export const currentBrowser =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/999.0.0.0 Safari/537.36';
