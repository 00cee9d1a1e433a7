import * as z from 'zod'
import { sha256Hex } from '../ids.ts'

export const modelFormat = z.enum(['gguf', 'safetensors', 'onnx', 'torch', 'pickle', 'mlmodel', 'folder', 'file'])
export type ModelFormat = z.infer<typeof modelFormat>

export const modelFormatTitles: Record<ModelFormat, string> = {
  gguf: 'GGUF',
  safetensors: 'safetensors',
  onnx: 'ONNX',
  torch: 'PyTorch archive',
  pickle: 'Python pickle',
  mlmodel: 'MLflow model folder',
  folder: 'Folder',
  file: 'File',
}

/** What was noticed in a model file. docs/formats/model-inspection.md says what each means. */
export const modelFindingCode = z.enum([
  'dangerous_import',
  'unresolved_import',
  'unknown_import',
  'broken_pickle',
  'unpacking_stopped',
  'path_escape',
  'truncated',
  'damaged',
  'overlapping_tensors',
  'external_data',
  'custom_operators',
  'code_in_folder',
  'chat_template',
  'trailing_bytes',
  'not_looked_into',
  'signature_broken',
])
export type ModelFindingCode = z.infer<typeof modelFindingCode>

export const modelFinding = z.strictObject({
  code: modelFindingCode,
  severity: z.enum(['high', 'medium', 'low']),
  /** Within the folder; the file's own name where there is none. */
  file: z.string(),
  /** First byte of what it speaks of, in the unpacked stream; null where it speaks of the whole. */
  offset: z.number().int().nullable(),
  detail: z.string(),
})
export type ModelFinding = z.infer<typeof modelFinding>

const fact = z.strictObject({ name: z.string(), value: z.string() })

/** A signature of OpenSSF Model Signing: what it says, and what of it was held against the files. */
export const modelSignature = z.strictObject({
  file: z.string(),
  /** `matches`: the signature fits its key and every file its digest. `broken`: one of them does not. `unchecked`: there was no key to check it with. */
  verdict: z.enum(['matches', 'broken', 'unchecked']),
  subject: z.string(),
  signer: z.string(),
  verified: z.array(z.string()),
  broken: z.array(z.string()),
  notVerified: z.array(z.string()),
})
export type ModelSignature = z.infer<typeof modelSignature>

export const modelInspection = z.strictObject({
  name: z.string(),
  format: modelFormat,
  architecture: z.string().nullable(),
  /** Numbers in its tensors; null where the format does not say. */
  parameters: z.number().int().nullable(),
  sizeBytes: z.number().int(),
  /** As the file or its model card states it. */
  licence: z.string().nullable(),
  /** Of the file, or of the folder as a manifest names it: docs/formats/manifest.md */
  sha256: sha256Hex,
  details: z.array(fact),
  findings: z.array(modelFinding),
  signature: modelSignature.nullable(),
})
export type ModelInspection = z.infer<typeof modelInspection>
