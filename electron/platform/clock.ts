/** Time as the computer claims it. Tests hold one that they move by hand. */
export interface Clock {
  now(): Date
  /** Minutes east of UTC, as the signer's screen showed it. */
  offsetMinutes(): number
}

export const systemClock: Clock = {
  now: () => new Date(),
  offsetMinutes: () => -new Date().getTimezoneOffset(),
}
