/** Messages that came in meanwhile are answered first. */
export const untilOthersWereServed = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))
