import process from 'node:process';
import { closeOnEnd, createLogger } from '@visavis/service-kit';
import { signalingConfig } from './config.ts';
import { closeContext, createContext } from './context.ts';
import { startService } from './service.ts';

const config = signalingConfig(process.env);
const log = createLogger('signaling', config.logLevel);
const onEnd = closeOnEnd(log);

const context = await createContext(config, log);
onEnd('databases', () => closeContext(context));
const service = await startService(context);
onEnd('listeners', service.close);
log.info('ready', { port: service.customerPort });
