/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { dirname, join, relative } from 'node:path'
import ts from 'typescript'
import { demoRoot } from '../../../bin/support/processes.ts'
import { isBaseFile, withReader } from './base_application.ts'
import { MESSAGE_TYPES } from './documents.ts'
import type { Sample } from './documents.ts'

/** Something that the compiler says about a sample. */
export interface SampleProblem {
  path: string
  /** Line of the document, from 1. */
  line: number
  message: string
}

/** Files without which the samples would lack types that an application augments. */
const AUGMENTATIONS = [
  'adonisrc.ts',
  'config/auth.ts',
  'config/reflex.ts',
  'start/kernel.ts',
  '.adonisjs/server/routes.d.ts',
  MESSAGE_TYPES,
]

/** What one of the application's two compiler configurations is for. */
interface Side {
  options: ts.CompilerOptions
  augmentations: string[]
  isMine: (path: string) => boolean
}

function optionsOf(tsconfig: string): ts.CompilerOptions {
  const file = join(demoRoot, tsconfig)
  const { config } = ts.readConfigFile(file, ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, dirname(file))
  return { ...options, noEmit: true, incremental: false, composite: false }
}

/**
 * Checks samples as the files of an application, with the compiler settings that an application
 * has for its server and for its pages.
 */
export class SampleChecker {
  #sides: Side[] = [
    {
      options: optionsOf('tsconfig.json'),
      augmentations: [...AUGMENTATIONS, 'tests/bootstrap.ts'],
      isMine: (path) => !path.startsWith('resources/'),
    },
    {
      options: optionsOf('resources/tsconfig.json'),
      augmentations: AUGMENTATIONS,
      isMine: (path) => path.startsWith('resources/'),
    },
  ]

  /** Source files that are the same for all documents, by the side and the path. */
  #sources = new Map<string, ts.SourceFile | undefined>()

  check(samples: readonly Sample[]): SampleProblem[] {
    return this.#sides.flatMap((side, index) => this.#checkSide(side, index, samples))
  }

  #checkSide(side: Side, index: number, samples: readonly Sample[]): SampleProblem[] {
    const mine = samples.filter(({ path }) => side.isMine(path))
    if (mine.length === 0) return []
    const program = ts.createProgram({
      rootNames: [...side.augmentations, ...mine.map(({ path }) => path)].map(absolute),
      options: side.options,
      host: this.#host(side.options, index, withReader(samples)),
    })
    return mine.flatMap((sample) => {
      const source = program.getSourceFile(absolute(sample.path))
      if (!source) return [{ path: sample.path, line: sample.line, message: 'cannot be read' }]
      const diagnostics = [
        ...program.getSyntacticDiagnostics(source),
        ...program.getSemanticDiagnostics(source),
      ]
      return diagnostics.map(({ start = 0, messageText }) => ({
        path: sample.path,
        line: sample.line + source.getLineAndCharacterOfPosition(start).line,
        message: ts.flattenDiagnosticMessageText(messageText, '\n'),
      }))
    })
  }

  /** Reads the demo with the samples in the place of its own states and pages. */
  #host(options: ts.CompilerOptions, index: number, files: Sample[]): ts.CompilerHost {
    const host = ts.createCompilerHost(options)
    const overlay = new Map(files.map(({ path, code }) => [absolute(path), code]))
    const folders = new Set([...overlay.keys()].flatMap((path) => parents(path)))
    const isHidden = (path: string) => {
      const id = relative(demoRoot, path).replaceAll('\\', '/')
      return !overlay.has(path) && !id.startsWith('..') && !isBaseFile(id)
    }
    const fileExists = host.fileExists.bind(host)
    const readFile = host.readFile.bind(host)
    const directoryExists = host.directoryExists!.bind(host)
    const getSourceFile = host.getSourceFile.bind(host)
    return {
      ...host,
      getCurrentDirectory: () => demoRoot,
      fileExists: (path) => overlay.has(path) || (!isHidden(path) && fileExists(path)),
      readFile: (path) => overlay.get(path) ?? (isHidden(path) ? undefined : readFile(path)),
      directoryExists: (path) => folders.has(path) || directoryExists(path),
      getSourceFile: (path, version, ...rest) => {
        const code = overlay.get(path)
        if (code !== undefined) return ts.createSourceFile(path, code, version, true)
        if (isHidden(path)) return undefined
        const key = `${index} ${path}`
        if (!this.#sources.has(key)) {
          this.#sources.set(key, getSourceFile(path, version, ...rest))
        }
        return this.#sources.get(key)
      },
    }
  }
}

function absolute(path: string): string {
  return join(demoRoot, path).replaceAll('\\', '/')
}

function parents(path: string): string[] {
  const parent = dirname(path)
  return parent === path ? [] : [parent, ...parents(parent)]
}
