type Stream = AsyncIterableIterator<unknown, unknown, void>

export function isStream(value: unknown): value is Stream {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value && 'next' in value
}

/** The same stream with each failure replaced; ending it early still ends the source. */
export function translateStream(stream: Stream, translate: (error: unknown) => unknown): Stream {
  const step = async <T>(result: Promise<T>): Promise<T> => {
    try {
      return await result
    } catch (error) {
      throw translate(error)
    }
  }
  return {
    [Symbol.asyncIterator]() {
      return this
    },
    next: () => step(stream.next()),
    return: (value) => step(stream.return?.(value) ?? Promise.resolve({ done: true as const, value })),
  }
}
