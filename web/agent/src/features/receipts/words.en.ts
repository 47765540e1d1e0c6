export const en = { 'receipts.title': 'Receipts' };
