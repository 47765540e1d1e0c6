export { ConfigError, readConfig } from './config.ts';
export { closeOnEnd, type Closer } from './lifecycle.ts';
export { createLogger, type LogFields, type Logger } from './logging.ts';
