/** Bytes of a write-ahead log up to the last that is not zero: behind them may be room that nothing was written to yet. */
export function writtenBytes(log: Uint8Array): number {
  let end = log.length
  while (end > 0 && log[end - 1] === 0) end--
  return end
}
