export { freePort, twoFreePorts } from './port.ts';
export { startPostgres, type EmbeddedPostgres, type PostgresOptions } from './postgres.ts';
export { StartError, superviseProcess, type ProcessOptions, type SupervisedProcess } from './process.ts';
export type { Log } from './lines.ts';
export { startS3, type EmbeddedS3, type S3Connection, type S3Options } from './s3.ts';
export { startSmtp, type EmbeddedSmtp, type ReceivedMail, type SmtpOptions } from './smtp.ts';
