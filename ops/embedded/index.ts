export { freePort } from './port.ts';
export { startPostgres, type EmbeddedPostgres, type PostgresOptions } from './postgres.ts';
export { StartError, superviseProcess, type ProcessOptions, type SupervisedProcess } from './process.ts';
export type { Log } from './lines.ts';
