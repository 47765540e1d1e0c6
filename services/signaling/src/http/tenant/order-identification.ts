import { tenantApi } from '@visavis/protocol';
import { tenantRoute } from '../mount.ts';
import { placeOrder } from '../place-order.ts';

export const orderIdentification = tenantRoute(tenantApi.orderIdentification, call =>
  placeOrder(call.context, call),
);
