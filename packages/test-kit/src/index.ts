export { emptyDatabase, testDatabase, type TestDatabase } from './postgres.ts';
export {
  addCentreRow,
  addDeviceRow,
  addOrganisationRow,
  addPersonRow,
  addShiftRows,
  addSiteRow,
  addTenantRow,
  type PersonRow,
  type TenantRow,
} from './organisations.ts';
export { startRedis, type TestRedis } from './redis.ts';
export { s3Client, testBucket } from './s3.ts';
export {
  chromiumPath,
  launchBrowser,
  openContext,
  screens,
  screenshotAll,
  type BrowserOptions,
  type ColorScheme,
  type ContextOptions,
  type Screen,
} from './browser.ts';
export { cameraPicture, specimen } from './pictures/index.ts';
export { currentBrowser } from './user-agent.ts';
