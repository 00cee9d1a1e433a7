import { parseRef } from '../../../shared/ids.ts'

/** Addresses of catalog records; a reference is written `name@number`. */
export const versionPath = (ref: string): string => `/models/${parseRef(ref).name}/${parseRef(ref).number}`
export const snapshotPath = (ref: string): string => `/datasets/${parseRef(ref).name}/${parseRef(ref).number}`
