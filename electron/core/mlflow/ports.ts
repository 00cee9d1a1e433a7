import { AppError } from '../../../shared/errors.ts'
import { serveMlflow, type Endpoint, type EndpointOptions } from './server.ts'
import { usualPort } from './usual-port.ts'

/** At the port that is named, or at the usual one, or where that is taken at any that is free. BUSY where a named one is taken. */
export async function serveSomewhere(options: Omit<EndpointOptions, 'port'>, port?: number): Promise<Endpoint> {
  try {
    return await serveMlflow({ ...options, port: port ?? usualPort })
  } catch (error) {
    if (port !== undefined || !(error instanceof AppError && error.code === 'BUSY')) throw error
    return serveMlflow({ ...options, port: 0 })
  }
}
