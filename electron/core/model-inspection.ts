/** Reading a model file needs no workspace: the command line asks for it on any machine. */
export { inspectModel } from '../domain/catalog/inspection.ts'
