// seals and opens every frame of a call, and records it
import '@visavis/call/strict-page';
import '@visavis/e2ee/worker';
