import type { PersonalKind } from '../../../../../shared/contract/evidence.ts'

/** Names that columns have in the languages of the places where such data come from; a name says what to look at and proves nothing. */
const patterns: readonly [PersonalKind, RegExp][] = [
  ['email', /(^|_)(e_?mail|mail_?address|correo|courriel)(_|$)/],
  ['phone', /(^|_)(phone|telephone|mobile|cell(_?phone)?|fax|telefon|handy|telefono|movil)(_?(number|no|nr))?$/],
  ['name', /(^|_)((first|last|middle|full|sur|family|given|maiden|customer|client|person|patient|applicant|employee|passenger)_?names?|surname|forename|vorname|nachname|prenom|nom|nombre|apellidos?|cognome|nome)$|^names?$/],
  ['address', /(^|_)(street|address(_?line)?_?\d?|strasse|adresse|direccion|indirizzo|post_?code|zip(_?code)?|postal_?code|plz)$/],
  ['birth_date', /(^|_)(dob|birth_?(date|day)|date_?of_?birth|geburts(datum|tag)|date_?naissance|fecha_?nacimiento)$/],
  ['national_id', /(^|_)(ssn|nin|national_?id|passport(_?(no|number))?|tax_?id|personnummer|bsn|nhs_?(no|number)|cpf|dni|nie|pesel|nir|codice_?fiscale|steuer_?id|driver_?s?_?licen[cs]e)$/],
  ['iban', /(^|_)iban$/],
  ['card', /(^|_)(card_?(no|number)|credit_?card)$/],
  ['account', /(^|_)account_?(no|number|id)$/],
  ['ip_address', /(^|_)(ip(_?addr(ess)?)?|ipv[46])$/],
]

export function personalByName(column: string): PersonalKind | null {
  const name = column
    .trim()
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll(/[\s.-]+/g, '_')
  return patterns.find(([, pattern]) => pattern.test(name))?.[0] ?? null
}
