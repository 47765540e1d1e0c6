import type { en } from './words.en.ts';

export const de: Record<keyof typeof en, string> = {
  'contract_grants.title': 'Vertragsfreigaben',
  'contract_grants.lead':
    'Welche Ident-Center unter einem Vertrag identifizieren: Nur deren Agenten bekommen seine Kunden.',
  'contract_grants.none': 'Noch keine Verträge',
  'contract_grants.none.hint': 'Ein Vertrag sagt, wofür Kunden identifiziert werden und nach welchen Regeln.',
  'contract_grants.none.hint.tenant': 'Der Betreiber richtet einen Vertrag für Sie ein.',
  'contract_grants.new': 'Neuer Vertrag',
  'contract_grants.create': 'Entwurf anlegen',
  'contract_grants.tenant': 'Unternehmen',
  'contract_grants.name': 'Name',
  'contract_grants.purpose': 'Zweck',
  'contract_grants.purpose.de': 'Zweck auf Deutsch',
  'contract_grants.purpose.en': 'Zweck auf Englisch',
  'contract_grants.purpose.hint': 'So, wie ihn Kunden lesen, bevor sie einwilligen',
  'contract_grants.ruleset': 'Regelwerk',
  'contract_grants.new.hint':
    'Der Vertrag beginnt als Entwurf. Die Compliance des Unternehmens bestimmt, wer die Nachweise öffnen darf, und schaltet ihn frei.',
  'contract_grants.live': 'Aktiv',
  'contract_grants.draft': 'Entwurf',
  'contract_grants.centres': 'Ident-Center',
  'contract_grants.centres.none': 'Keines: Seine Kunden werden niemandem angeboten.',
  'contract_grants.since': 'seit {date}',
  'contract_grants.grant': 'Freigeben',
  'contract_grants.grant.title': '{contract} freigeben',
  'contract_grants.grant.lead':
    'Den Agenten des Ident-Centers werden ab sofort Kunden dieses Vertrags angeboten.',
  'contract_grants.centre': 'Ident-Center',
  'contract_grants.centre.id': 'Kennung des Ident-Centers',
  'contract_grants.centre.hint': 'Dessen Verwaltung findet sie unter „Konten“.',
  'contract_grants.withdraw': 'Entziehen',
  'contract_grants.withdraw.title': '{contract} dem Ident-Center {centre} entziehen?',
  'contract_grants.withdraw.lead':
    'Dem Ident-Center werden keine weiteren Kunden angeboten. Laufende Gespräche werden zu Ende geführt.',
};
