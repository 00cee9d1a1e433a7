import { describe, expect, it } from 'vitest'
import * as digits from '../../../../electron/domain/evidence/quality/personal/check-digits.ts'
import { personalByName } from '../../../../electron/domain/evidence/quality/personal/names.ts'

/** Numbers that authorities and standards print as examples; none belongs to a person. */
const examples: [string, (text: string) => boolean, string[], string[]][] = [
  ['card, Luhn', digits.isCard, ['4111111111111111', '5555555555554444', '378282246310005'], ['4111111111111112', '1111111111111111', '411111111111']],
  ['IBAN', digits.isIban, ['DE89370400440532013000', 'GB29NWBK60161331926819', 'NO9386011117947'], ['DE88370400440532013000', 'DE8937040044']],
  ['PESEL', digits.isPesel, ['44051401359', '02070803628'], ['44051401358', '44991401359']],
  ['BSN', digits.isBsn, ['111222333', '123456782'], ['111222334', '000000000']],
  ['NHS number', digits.isNhs, ['9434765919', '4505577104'], ['9434765918']],
  ['CPF', digits.isCpf, ['52998224725', '11144477735'], ['52998224724', '11111111111']],
  ['DNI and NIE', digits.isDni, ['12345678Z', 'X1234567L'], ['12345678A', 'X12345678Z']],
  ['codice fiscale', digits.isCodiceFiscale, ['RSSMRA85T10A562S'], ['RSSMRA85T10A562T']],
  ['NIR', digits.isNir, ['255081416802538'], ['255081416802539']],
  ['rijksregisternummer', digits.isBelgian, ['85073003328', '17073003384'], ['85073003329']],
  ['Steuer-ID', digits.isSteuerId, ['86095742719', '47036892816'], ['86095742718']],
  ['personnummer', digits.isPersonnummer, ['8112189876', '198112189876'], ['8112189875', '8113189876']],
  ['henkilötunnus', digits.isHetu, ['131052-308T'], ['131052-308U']],
  ['social security number', digits.isSsn, ['078-05-1120'], ['000-05-1120', '078051120', '900-05-1120']],
]

describe('check digits', () => {
  it.each(examples)('of %s', (_, test, valid, invalid) => {
    expect(valid.filter((text) => !test(text))).toEqual([])
    expect(invalid.filter((text) => test(text))).toEqual([])
  })
})

it('names of columns say what they hold in several languages, and harmless ones say nothing', () => {
  const named = ['Name', 'first_name', 'customerName', 'Vorname', 'apellidos', 'e-mail', 'Telephone', 'mobile_number', 'date_of_birth', 'Geburtsdatum', 'post_code', 'ssn', 'codice fiscale', 'card_number', 'ip_address']
  expect(named.filter((name) => personalByName(name) === null)).toEqual([])
  const harmless = ['age', 'named', 'filename', 'username_length', 'status', 'description', 'ticket', 'phoneme', 'zip_ratio', 'month', 'prediction', 'column_type']
  expect(harmless.filter((name) => personalByName(name) !== null)).toEqual([])
})
