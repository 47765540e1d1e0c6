import { describe, expect, it } from 'vitest';
import { emptyForm, readForm, type OrderForm } from './form.ts';

const filled: OrderForm = {
  ...emptyForm('6f2c7dd2-0a3a-4a5c-9d4f-0a6d3f5f0a11', 'de'),
  givenNames: ' Anna Maria ',
  familyName: 'Eriksson',
  birthDate: '1974-08-12',
  nationality: 'uto',
  documentNumber: 'D23145890',
};

describe('the order form', () => {
  it('is an order without the blanks and what was left empty', () => {
    expect(readForm(filled)).toEqual({
      ok: true,
      order: {
        contractId: filled.contractId,
        language: 'de',
        contact: {},
        person: {
          givenNames: 'Anna Maria',
          familyName: 'Eriksson',
          birthDate: '1974-08-12',
          nationality: 'UTO',
          document: { type: 'identity_card', number: 'D23145890' },
        },
      },
    });
  });

  it('names every field that is wrong', () => {
    const wrong = { ...filled, givenNames: ' ', birthDate: '12.8.1974', nationality: 'D', contractId: null };
    expect(readForm(wrong)).toEqual({
      ok: false,
      wrong: new Set(['contractId', 'givenNames', 'birthDate', 'nationality']),
    });
  });
});
