import fs from 'node:fs'
import { join } from 'node:path'
import git from 'isomorphic-git'
import type { Manifest } from '../../../shared/contract/catalog.ts'
import { AppError } from '../../../shared/errors.ts'
import { hashFile } from '../../platform/blobs.ts'

type Code = NonNullable<Manifest['code']>
type Dirty = Code['dirty'][number]

/** Commit, branch, remote and every file that differs from the commit. Nothing in the repository is changed or run. */
export async function loadCode(path: string): Promise<Code> {
  const dir = await rootOf(path)
  try {
    const [commit, branch, remotes, matrix] = await Promise.all([
      git.resolveRef({ fs, dir, ref: 'HEAD' }),
      git.currentBranch({ fs, dir }),
      git.listRemotes({ fs, dir }),
      git.statusMatrix({ fs, dir }),
    ])
    const dirty: Dirty[] = []
    for (const [file, head, work, stage] of matrix) {
      if (work === 1 && head === 1) continue
      if (head === 0 && work === 0) continue
      const state = head === 0 ? 'added' : work === 0 ? 'deleted' : 'modified'
      dirty.push({
        path: file,
        state: state === 'added' && stage === 0 ? 'untracked' : state,
        sha256: work === 0 ? null : (await hashFile(join(dir, file))).sha256,
      })
    }
    return { commit, branch: branch ?? null, remote: remotes[0] ? withoutCredentials(remotes[0].url) : null, dirty }
  } catch (error) {
    throw new AppError('BAD_INPUT', `The Git repository at ${dir} has no commit yet or can not be read. Commit the code first, or leave the code out.`, { cause: error })
  }
}

async function rootOf(path: string): Promise<string> {
  try {
    return await git.findRoot({ fs, filepath: path })
  } catch (error) {
    throw new AppError('BAD_INPUT', `${path} is not inside a Git repository. Name the folder of a repository, or leave the code out.`, { cause: error })
  }
}

/** A remote may carry a password; a ledger must not. */
function withoutCredentials(remote: string): string {
  return remote.replace(/^([a-z+]+:\/\/)[^@/]*@/i, '$1')
}
