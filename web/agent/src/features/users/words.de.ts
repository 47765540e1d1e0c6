import type { en } from './words.en.ts';

export const de: Record<keyof typeof en, string> = {
  'users.state.active': 'Aktiv',
  'users.state.locked': 'Gesperrt',
  'users.state.invited': 'Hat einen Link',
  'users.state.link_expired': 'Link abgelaufen',
  'users.state.disabled': 'Deaktiviert',
  'users.title': 'Konten',
  'users.lead': 'Wer sich anmelden darf und in welcher Rolle. Jede Änderung wird protokolliert.',
  'users.own_id': 'Kennung Ihrer Organisation, für Unternehmen, die Ihnen einen Vertrag freigeben wollen',
  'users.organisation': 'Organisation',
  'users.organisation.all': 'Alle Organisationen',
  'users.name': 'Name',
  'users.email': 'E-Mail',
  'users.email.taken':
    'Zu dieser Adresse gibt es schon ein Konto. Es kann nur eines geben, ganz gleich in welcher Organisation.',
  'users.roles': 'Rollen',
  'users.state': 'Zustand',
  'users.last_sign_in': 'Letzte Anmeldung',
  'users.never': 'Noch nie',
  'users.you': 'Sie',
  'users.none': 'Noch keine Konten',
  'users.none.hint': 'Laden Sie die erste Person ein.',
  'users.invite': 'Einladen',
  'users.invite.title': 'Jemanden einladen',
  'users.invite.make': 'Konto und Link anlegen',
  'users.own':
    'Das ist Ihr eigenes Konto. Es wird von jemand anderem verwaltet; Passwort und App finden Sie unter „Ihr Konto“.',
  'users.roles.change': 'Rollen ändern',
  'users.roles.title': 'Rollen von {name}',
  'users.roles.lead': 'Die Person wird überall abgemeldet und kommt mit den neuen Rollen wieder herein.',
  'users.roles.save': 'Rollen speichern',
  'users.reset': 'Zugang zurücksetzen',
  'users.reset.title': 'Zugang von {name} zurücksetzen',
  'users.reset.lead':
    'Was die Person verloren hat, öffnet ab sofort nichts mehr, und sie wird überall abgemeldet. Sie bekommen einen Link für sie; ein Passwort erfahren Sie nicht.',
  'users.reset.password': 'Das Passwort ist verloren',
  'users.reset.totp':
    'Telefon mit der Authentifizierungs-App, Passkeys oder Wiederherstellungscodes sind verloren',
  'users.reset.make': 'Zurücksetzen und Link anlegen',
  'users.new_link': 'Neuer Link',
  'users.unlock': 'Entsperren',
  'users.locked.hint':
    'Nach zu vielen Fehlversuchen für eine Weile gesperrt. Fragen Sie die Person, ob sie das selbst war.',
  'users.disable': 'Deaktivieren',
  'users.disable.title': '{name} deaktivieren?',
  'users.disable.lead':
    'Die Person wird sofort abgemeldet, auch aus einem Gespräch, und kommt nicht mehr herein. Was sie getan hat, bleibt protokolliert.',
  'users.disabled': 'Das Konto ist deaktiviert. Aktivieren Sie es zuerst.',
  'users.enable': 'Aktivieren',
  'users.link': 'Link für {name}',
  'users.link.lead':
    'Übergeben Sie ihn persönlich oder auf einem Weg, der sicher nur zu dieser Person führt. Er gilt einmal und drei Tage lang; niemand kann ihn noch einmal anzeigen.',
  'users.link.label': 'Link',
  'users.link.done': 'Ich habe ihn übergeben',
};
