import { expect } from 'vitest'

// oxlint-disable-next-line typescript/no-explicit-any -- answers of the wire: each test says what is in them.
export type Answer = Record<string, any>
export interface Answered {
  status: number
  body: Answer
}

/** Requests as clients send them; a path without a slash is one of MLflow's API. */
export function callsTo(address: () => string) {
  const call = async (method: string, path: string, body?: object | string): Promise<Answered> => {
    const response = await fetch(`${address()}${path.startsWith('/') ? path : `/api/2.0/mlflow/${path}`}`, { method, ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }) })
    const text = await response.text()
    return { status: response.status, body: text.startsWith('{') ? (JSON.parse(text) as Answer) : { text } }
  }
  const post = (path: string, body: object | string) => call('POST', path, body)
  const startRun = async (name: string): Promise<string> => {
    const { body } = await post('runs/create', { experiment_id: '0', run_name: name, start_time: 1_700_000_000_000 })
    return body['run'].info.run_id as string
  }
  return { call, post, startRun }
}

export const refused = (code: string, message: string) => ({ body: { error_code: code, message: expect.stringContaining(message) as string } })
