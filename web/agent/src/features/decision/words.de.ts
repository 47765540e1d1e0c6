import type { en } from './words.en.ts';

export const de: Record<keyof typeof en, string> = {
  'decision.title': 'Entscheiden',
  'decision.outcome': 'Ergebnis',
  'decision.verified': 'Verifiziert',
  'decision.verified_with_changes': 'Verifiziert mit Änderungen',
  'decision.rejected': 'Nicht verifiziert',
  'decision.fraud_suspected': 'Betrugsverdacht',
  'decision.verified.hint': 'Alles geprüft, und alles ist wie beauftragt.',
  'decision.verified_with_changes.hint': 'Alles geprüft; der Ausweis weicht an Stellen ab.',
  'decision.rejected.hint': 'Der Grund wird am anderen Ende angezeigt.',
  'decision.fraud_suspected.hint': 'Angezeigt wird nichts, was beim Fälschen hilft.',
  'decision.missing': 'Noch offen: {steps}',
  'decision.has_changes': 'Daten sind als abweichend markiert: nur mit Änderungen.',
  'decision.no_changes': 'Keine Daten sind als abweichend markiert.',
  'decision.too_soon':
    'Möglich in {seconds, plural, one {einer Sekunde} other {# Sekunden}}. Schneller prüft niemand alles.',
  'decision.reason': 'Grund',
  'decision.reason.document_expired': 'Ausweis abgelaufen',
  'decision.reason.document_damaged': 'Ausweis beschädigt',
  'decision.reason.document_not_accepted': 'Art des Ausweises nicht zugelassen',
  'decision.reason.document_forged': 'Ausweis gefälscht oder verändert',
  'decision.reason.person_differs': 'Nicht die Person auf dem Ausweis',
  'decision.reason.data_differs': 'Daten weichen vom Auftrag ab',
  'decision.reason.coerced': 'Steht unter Druck anderer',
  'decision.reason.security_code_differs': 'Sicherheitscodes weichen ab',
  'decision.reason.picture_unclear': 'Bild nicht deutlich genug',
  'decision.reason.not_cooperating': 'Wirkt nicht mit',
  'decision.changes': 'Änderungen',
  'decision.final': 'Eine Entscheidung ist endgültig. Das Gespräch endet damit.',
  'decision.submit': 'Entscheidung unterschreiben',
  'decision.deciding': 'Die Entscheidung wird versiegelt',
  'decision.deciding.hint': 'Bis dahin sind Sie am anderen Ende noch zu sehen und zu hören.',
  'decision.phase.recording': 'Aufzeichnung versiegeln',
  'decision.phase.uploading': 'Nachweise speichern',
  'decision.phase.uploading.left':
    '{count, plural, =0 {Gleich fertig} one {Noch ein Teil ({bytes})} other {Noch # Teile ({bytes})}}',
  'decision.phase.uploading.troubled':
    'Der Speicher ist nicht erreichbar. Es wird von selbst weiter versucht.',
  'decision.phase.signing': 'Mit diesem Gerät unterschreiben',
  'decision.phase.sending': 'Übergeben',
  'decision.failed': 'Die Entscheidung wurde nicht angenommen',
  'decision.failed.offline':
    'Der Server ist nicht erreichbar. Nichts ist verloren: Versuchen Sie es gleich noch einmal.',
  'decision.failed.steps_open':
    'Eine Prüfung ist wieder offen. Gehen Sie zurück ins Gespräch und holen Sie sie nach.',
  'decision.failed.too_soon':
    'Für alle Prüfungen kam sie zu früh. Versuchen Sie es in ein paar Sekunden noch einmal.',
  'decision.failed.code_not_confirmed':
    'Inzwischen wurden neue Schlüssel vereinbart. Gehen Sie zurück ins Gespräch und vergleichen Sie den Sicherheitscode noch einmal.',
  'decision.failed.evidence_incomplete':
    'Die Nachweise sind nicht vollständig. Versuchen Sie es noch einmal; hilft das nicht, legen Sie auf: Ein neuer Versuch ist möglich.',
  'decision.failed.recording_broken':
    'Die Aufzeichnung hat kein richtiges Ende. Legen Sie auf: Ein neuer Versuch ist möglich.',
  'decision.failed.wrong_state':
    'Das Gespräch war vor der Entscheidung zu Ende. Ein neuer Versuch ist möglich.',
  'decision.failed.other':
    'Versuchen Sie es noch einmal. Hilft das nicht, legen Sie auf und sagen Sie Ihrer Verwaltung Bescheid.',
  'decision.back': 'Zurück ins Gespräch',
  'decision.leave': 'Ohne Entscheidung beenden',
  'decision.decided': 'Entschieden: {outcome}',
  'decision.decided.hint':
    'Alle Nachweise sind gespeichert, die Entscheidung ist unterschrieben. Der Link gilt nicht mehr.',
};
