export const en = { 'order.title': 'Order' };
