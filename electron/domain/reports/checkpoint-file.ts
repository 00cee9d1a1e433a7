import { readEvidenceFile } from './evidence-file.ts'

/** See `Reports.readCheckpoint`. */
export const readCheckpoint = (path: string): string => readEvidenceFile(path).note
