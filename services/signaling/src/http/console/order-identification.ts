import { consoleApi } from '@visavis/protocol';
import { consoleRoute } from '../mount.ts';
import { placeOrder } from '../place-order.ts';

export const orderIdentification = consoleRoute(consoleApi.orderIdentification, call =>
  placeOrder(call.context, call),
);
