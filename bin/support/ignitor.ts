/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import 'reflect-metadata'
import { pathToFileURL } from 'node:url'
import { Ignitor } from '@adonisjs/core'
import type { defineConfig } from '@adonisjs/core/app'
import own from '../../adonisrc.ts'
import { demoRoot } from './processes.ts'

type RcFile = ReturnType<typeof defineConfig>

const appRoot = pathToFileURL(`${demoRoot}/`)

// Its types are those of another program, with the build of the package
const fromDemo = (path: string) => import(new URL(path, appRoot).href)

/** What a file has by a name that lists something, and another after it. */
function joined<Name extends 'commands' | 'providers' | 'metaFiles'>(
  name: Name,
  demo: RcFile
): NonNullable<RcFile[Name]> {
  return [...(demo[name] ?? []), ...(own[name] ?? [])] as NonNullable<RcFile[Name]>
}

/**
 * The demo, with what adonisrc.ts of the package adds to it. The process has to run in its folder,
 * and to import the sources of the package.
 */
export async function createIgnitor(): Promise<Ignitor> {
  const { default: demo }: { default: RcFile } = await fromDemo('./adonisrc.js')
  const rcFile: RcFile = {
    ...demo,
    commands: joined('commands', demo),
    providers: joined('providers', demo),
    metaFiles: joined('metaFiles', demo),
    hooks: {
      ...demo.hooks,
      init: [...(demo.hooks?.init ?? []), ...(own.hooks?.init ?? [])],
    },
  }
  return new Ignitor(appRoot, {
    importer: (path) => (path.startsWith('.') ? fromDemo(path) : import(path)),
  }).tap((app) => {
    app.rcContents(rcFile)
    app.booting(() => fromDemo('./start/env.js'))
    app.listen('SIGTERM', () => app.terminate())
  })
}
