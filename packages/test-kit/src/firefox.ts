import { spawnSync } from 'node:child_process';
import puppeteer, { type Browser } from 'puppeteer-core';

export type { Browser as FirefoxBrowser, Page as FirefoxPage } from 'puppeteer-core';

/** Debian's Firefox, or the one that `FIREFOX_BIN` names. @throws with the command that installs it */
export const firefoxPath = (): string => {
  const named = process.env.FIREFOX_BIN;
  if (named !== undefined && named !== '') return named;
  const look = ['-c', 'command -v firefox-esr || command -v firefox'];
  const found = spawnSync('sh', look, { encoding: 'utf8' }).stdout.trim();
  if (found === '') {
    throw new Error('Firefox is not installed: run "apt-get install firefox-esr", or set FIREFOX_BIN to one');
  }
  return found;
};

const PREFERENCES = {
  // a test picture and a tone instead of devices, without asking
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.autoplay.default': 0,
  'media.autoplay.blocking_policy': 0,
  // addresses of the machine itself, and by number: nobody answers for their `.local` names here
  'media.peerconnection.ice.loopback': true,
  'media.peerconnection.ice.obfuscate_host_addresses': false,
  // nothing is asked of the network that the test did not ask for
  'app.update.enabled': false,
  'browser.safebrowsing.downloads.remote.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.getAddons.cache.enabled': false,
  'media.gmp-manager.updateEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
};

export interface FirefoxOptions {
  /** BCP 47, for example `de`. */
  locale?: string;
  preferences?: Record<string, unknown>;
}

/**
 * A real Firefox without window, whose camera and microphone are stand-ins. Its ICE reaches nobody over 127.0.0.1: for
 * a call it has to run where another address is, see `inNamespace`.
 */
export const launchFirefox = ({
  locale = 'en-GB',
  preferences = {},
}: FirefoxOptions = {}): Promise<Browser> =>
  puppeteer.launch({
    browser: 'firefox',
    executablePath: firefoxPath(),
    headless: true,
    extraPrefsFirefox: { ...PREFERENCES, 'intl.accept_languages': locale, ...preferences },
  });
