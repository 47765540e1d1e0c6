import { orderRequest, type Language, type OrderRequest } from '@visavis/protocol';

/** What was typed, as it was typed. */
export type OrderForm = {
  contractId: string | null;
  language: Language;
  givenNames: string;
  familyName: string;
  birthDate: string;
  birthPlace: string;
  nationality: string;
  documentType: 'identity_card' | 'passport' | 'residence_permit';
  documentNumber: string;
  reference: string;
};
export type OrderField = keyof OrderForm;

export const emptyForm = (contractId: string | null, language: Language): OrderForm => ({
  contractId,
  language,
  givenNames: '',
  familyName: '',
  birthDate: '',
  birthPlace: '',
  nationality: '',
  documentType: 'identity_card',
  documentNumber: '',
  reference: '',
});

/** Where the protocol's names for inputs stand in the form. */
const fieldOf: Record<string, OrderField> = {
  contractId: 'contractId',
  language: 'language',
  reference: 'reference',
  'person.givenNames': 'givenNames',
  'person.familyName': 'familyName',
  'person.birthDate': 'birthDate',
  'person.birthPlace': 'birthPlace',
  'person.nationality': 'nationality',
  'person.document.type': 'documentType',
  'person.document.number': 'documentNumber',
};

export const formFieldOf = (path: string): OrderField | undefined => fieldOf[path];

/** The order, or the fields that keep it from being one. */
export function readForm(
  form: OrderForm,
): { ok: true; order: OrderRequest } | { ok: false; wrong: ReadonlySet<OrderField> } {
  const [birthPlace, reference] = [form.birthPlace.trim(), form.reference.trim()];
  const parsed = orderRequest.safeParse({
    contractId: form.contractId,
    language: form.language,
    ...(reference === '' ? {} : { reference }),
    person: {
      givenNames: form.givenNames.trim(),
      familyName: form.familyName.trim(),
      birthDate: form.birthDate,
      ...(birthPlace === '' ? {} : { birthPlace }),
      nationality: form.nationality.trim().toUpperCase(),
      document: { type: form.documentType, number: form.documentNumber.trim() },
    },
  });
  if (parsed.success) return { ok: true, order: parsed.data };
  const wrong = parsed.error.issues.flatMap(({ path }) => fieldOf[path.join('.')] ?? []);
  return { ok: false, wrong: new Set(wrong) };
}
