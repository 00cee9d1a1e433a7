import { pathToFileURL } from 'node:url'
import { projectFile } from '../../electron/platform/assets.ts'
import { useBuiltPrograms } from '../../electron/platform/programs.ts'

useBuiltPrograms(pathToFileURL(projectFile('dist/core/')))
