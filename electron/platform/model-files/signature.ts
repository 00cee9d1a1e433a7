import { createHash, createPublicKey, type KeyObject, verify, X509Certificate } from 'node:crypto'
import * as z from 'zod'
import { AppError } from '../../../shared/errors.ts'
import type { ModelSignature } from '../../../shared/contract/model-files.ts'
import { toShown } from './facts.ts'

const payloadType = 'application/vnd.in-toto+json'
const raw = z.object({ rawBytes: z.string() })
const bundleSchema = z.object({
  mediaType: z.string().startsWith('application/vnd.dev.sigstore.bundle'),
  verificationMaterial: z.object({
    publicKey: z.object({ hint: z.string().nullish() }).nullish(),
    certificate: raw.nullish(),
    x509CertificateChain: z.object({ certificates: z.array(raw).min(1) }).nullish(),
    tlogEntries: z.array(z.unknown()).nullish(),
  }),
  dsseEnvelope: z.object({ payload: z.string(), payloadType: z.literal(payloadType), signatures: z.array(z.object({ sig: z.string() })).length(1) }),
})
const statementSchema = z.object({
  _type: z.literal('https://in-toto.io/Statement/v1'),
  subject: z.array(z.object({ name: z.string(), digest: z.record(z.string(), z.string()) })).length(1),
  predicateType: z.literal('https://model_signing/signature/v1.0'),
  predicate: z.object({
    serialization: z.object({ method: z.string(), hash_type: z.string().default('sha256'), ignore_paths: z.array(z.string()).default([]) }),
    resources: z.array(z.object({ name: z.string(), algorithm: z.string(), digest: z.string().regex(/^[0-9a-f]{2,128}$/) })).max(1_000_000),
  }),
})
type Statement = z.infer<typeof statementSchema>
type Bundle = z.infer<typeof bundleSchema>

export interface SignedFiles {
  /** Where the signature stands, as its reader knows it. */
  file: string
  /** Every file there is, by digest. */
  files: readonly { name: string; sha256: string }[]
  /** False for a single file beside its signature: then the others that were signed are not missing. */
  isWhole: boolean
  /** PEM; null where nobody gave one. */
  publicKey: string | null
}

/**
 * Holds an OpenSSF Model Signing signature (sigstore bundle, DSSE, in-toto statement v1) against files, offline. Says what was checked
 * and what was not: no transparency log, no certificate authority. Errors: BAD_INPUT where the bundle or the key can not be read.
 */
export function checkModelSignature(text: string, { file, files, isWhole, publicKey }: SignedFiles): ModelSignature {
  const bundle = parse(bundleSchema, text, file, 'no sigstore bundle of OpenSSF Model Signing')
  const payload = Buffer.from(bundle.dsseEnvelope.payload, 'base64')
  const statement = parse(statementSchema, payload.toString('utf8'), file, 'not a statement of OpenSSF Model Signing, version 1')
  const key = findKey(bundle, publicKey, file)
  const [verified, broken, notVerified]: [string[], string[], string[]] = [[], [], []]
  if (key.key === null) notVerified.push('The signature itself: the bundle names its key only by a digest. Give the public key to check it.')
  else if (isSigned(bundle, payload, key.key)) verified.push(`The signature fits ${key.what}.`)
  else broken.push(`The signature does not fit ${key.what}.`)
  broken.push(...key.broken)
  notVerified.push(...key.notVerified)
  if ((bundle.verificationMaterial.tlogEntries ?? []).length > 0) notVerified.push('The entry in the transparency log (Rekor), and with it the time of signing.')
  compare(statement, files, isWhole, { verified, broken, notVerified })
  return {
    file,
    verdict: broken.length > 0 ? 'broken' : key.key === null ? 'unchecked' : 'matches',
    subject: toShown(statement.subject[0]!.name),
    signer: key.signer,
    verified,
    broken,
    notVerified,
  }
}

function parse<T>(schema: z.ZodType<T>, text: string, file: string, otherwise: string): T {
  try {
    return schema.parse(JSON.parse(text))
  } catch (cause) {
    throw new AppError('BAD_INPUT', `${file} is ${otherwise}, or it is damaged. Sign the model again, or take the file away.`, { cause })
  }
}

interface FoundKey {
  key: KeyObject | null
  what: string
  signer: string
  broken: string[]
  notVerified: string[]
}

function findKey({ verificationMaterial: material }: Bundle, publicKey: string | null, file: string): FoundKey {
  const der = material.certificate ?? material.x509CertificateChain?.certificates[0]
  if (der) return fromCertificate(Buffer.from(der.rawBytes, 'base64'), file)
  const hint = material.publicKey?.hint ?? null
  const signer = hint === null ? 'a key that the bundle does not name' : `key ${toShown(hint).slice(0, 16)}…`
  if (publicKey === null) return { key: null, what: '', signer, broken: [], notVerified: [] }
  const key = parseKey(publicKey)
  // The hint is the digest of the key as PEM, which is what the reference signer writes.
  const own = createHash('sha256').update(key.export({ type: 'spki', format: 'pem' })).digest('hex')
  const isAnother = hint !== null && hint !== own
  return { key, what: 'the public key given', signer: isAnother ? signer : `key ${own.slice(0, 16)}…`, broken: isAnother ? ['The bundle names another key than the one given.'] : [], notVerified: ['Whose key that is.'] }
}

function fromCertificate(der: Buffer, file: string): FoundKey {
  try {
    const certificate = new X509Certificate(der)
    const names = [certificate.subjectAltName, certificate.subject.replaceAll('\n', ', ')].filter(Boolean).join('; ')
    return {
      key: certificate.publicKey,
      what: `the certificate in the bundle (valid from ${certificate.validFrom} to ${certificate.validTo})`,
      signer: toShown(names),
      broken: [],
      notVerified: [`The certificate: who issued it (${toShown(certificate.issuer.replaceAll('\n', ', ')) || 'nobody named'}) was not followed to a root, so anyone may have made it.`],
    }
  } catch (cause) {
    throw new AppError('BAD_INPUT', `${file} holds a certificate that can not be read. Sign the model again.`, { cause })
  }
}

function parseKey(pem: string): KeyObject {
  try {
    return createPublicKey(pem)
  } catch (cause) {
    throw new AppError('BAD_INPUT', 'The key given is no public key in PEM form. Give the file that begins with -----BEGIN PUBLIC KEY-----.', { cause })
  }
}

const hashes: Readonly<Record<string, string>> = { prime256v1: 'sha256', secp384r1: 'sha384', secp521r1: 'sha512' }

/** DSSE signs its pre-authentication encoding: type and payload with their lengths. */
function isSigned({ dsseEnvelope }: Bundle, payload: Buffer, key: KeyObject): boolean {
  const signed = Buffer.concat([Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${payload.byteLength} `), payload])
  const signature = Buffer.from(dsseEnvelope.signatures[0]!.sig, 'base64')
  const curve = key.asymmetricKeyDetails?.namedCurve ?? ''
  try {
    if (key.asymmetricKeyType === 'ed25519') return verify(null, signed, key, signature)
    return Object.hasOwn(hashes, curve) && verify(hashes[curve], signed, key, signature)
  } catch {
    return false
  }
}

interface Sentences {
  verified: string[]
  broken: string[]
  notVerified: string[]
}

function compare({ subject, predicate }: Statement, files: SignedFiles['files'], isWhole: boolean, { verified, broken, notVerified }: Sentences): void {
  const { resources, serialization } = predicate
  const root = createHash('sha256')
  for (const { digest } of resources) root.update(Buffer.from(digest, 'hex'))
  if (root.digest('hex') !== subject[0]!.digest['sha256']) broken.push('The digest of the whole does not follow from the digests of the files.')
  if (serialization.method !== 'files' || resources.some(({ algorithm }) => algorithm !== 'sha256')) {
    notVerified.push(`The files: they were signed as ${toShown(serialization.method)} with ${toShown(serialization.hash_type)}; only whole files with SHA-256 are compared here.`)
    return
  }
  const signed = new Map(resources.map(({ name, digest }) => [name, digest]))
  // The reference signer names a model that is a single file by a dot.
  const digestOf = (name: string) => signed.get(name) ?? (files.length === 1 && signed.size === 1 ? signed.get('.') : undefined)
  const changed = files.filter(({ name, sha256 }) => digestOf(name) !== undefined && digestOf(name) !== sha256)
  const matching = files.filter(({ name, sha256 }) => digestOf(name) === sha256)
  const there = new Set(files.map(({ name }) => name))
  const missing = isWhole ? [...signed.keys()].filter((name) => !there.has(name)) : []
  const isIgnored = (name: string) => serialization.ignore_paths.some((path) => name === path || name.startsWith(`${path}/`))
  const extra = files.filter(({ name }) => digestOf(name) === undefined)
  if (matching.length > 0) verified.push(`${matching.length} of ${signed.size} signed ${signed.size === 1 ? 'file has' : 'files have'} the digest that was signed.`)
  if (changed.length > 0) broken.push(`Changed since: ${toNames(changed.map(({ name }) => name))}.`)
  if (missing.length > 0) broken.push(`Signed, but not there: ${toNames(missing)}.`)
  const [left, unsigned] = [extra.filter(({ name }) => isIgnored(name)), extra.filter(({ name }) => !isIgnored(name))]
  if (unsigned.length > 0) broken.push(`There, but not signed: ${toNames(unsigned.map(({ name }) => name))}.`)
  if (left.length > 0) notVerified.push(`Left out when it was signed: ${toNames(left.map(({ name }) => name))}.`)
  if (!isWhole && signed.size > matching.length + changed.length) notVerified.push('The other files that were signed with it.')
}

const toNames = (names: readonly string[]): string => `${names.slice(0, 5).map(toShown).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}`
