import { createContext } from 'react'

/** True where a result of another workspace is shown: the entries that it names are not of this ledger. */
export const ForeignResult = createContext(false)
