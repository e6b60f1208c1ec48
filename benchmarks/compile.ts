/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { cp, glob, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { createBuilder } from 'vite'

/** Where the compiled servers and their application are. */
export const compiledFolder = join(import.meta.dirname, 'build')

/**
 * Compiles the servers and the application to plain JavaScript, as a production build is: a loader
 * that compiles on the fly would take part in each lazy import that is measured.
 */
export async function compileServers(): Promise<void> {
  await rm(compiledFolder, { recursive: true, force: true })
  for await (const file of glob('{app,servers}/**/*.ts', { cwd: import.meta.dirname })) {
    const source = await readFile(join(import.meta.dirname, file), 'utf8')
    const { outputText } = ts.transpileModule(source, {
      compilerOptions: {
        target: ts.ScriptTarget.ESNext,
        module: ts.ModuleKind.ESNext,
        experimentalDecorators: true,
        emitDecoratorMetadata: true,
      },
    })
    const target = join(compiledFolder, file.replace(/\.ts$/, '.js'))
    await mkdir(dirname(target), { recursive: true })
    await writeFile(target, outputText)
  }
  const app = join(import.meta.dirname, 'app')
  const builder = await createBuilder({ root: app, logLevel: 'warn' }, false)
  await builder.buildApp()
  for (const kept of ['package.json', 'resources/views', 'public']) {
    await cp(join(app, kept), join(compiledFolder, 'app', kept), { recursive: true })
  }
  // Pages as the server renders them
  await cp(join(app, 'build/reflex'), join(compiledFolder, 'app/reflex'), { recursive: true })
}
