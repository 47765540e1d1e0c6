/* Entry of the media worker, as a file of this web so that the build gives it an address of its own. */
import '@visavis/call/strict-page';
import '@visavis/e2ee/worker';
