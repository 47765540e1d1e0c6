export { ConfigError, readConfig } from './config.ts';
export { insideTls, onlyFrom, readIdentity, type Identity } from './identity.ts';
export { insideVariables, isLoopback, isProtected, refuseClear } from './inside.ts';
export { closeOnEnd, type Closer } from './lifecycle.ts';
export { createLogger, type LogFields, type Logger } from './logging.ts';
export { keptMemory } from './kept-memory.ts';
