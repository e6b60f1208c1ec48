/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { cp, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../../bin/support/processes.ts'
import { DevelopedDemo } from './developed_demo.ts'

/** What is needed to work on the package, besides its demo. */
const FILES = [
  'adonisrc.ts',
  'ace.js',
  'bin',
  'commands',
  'configure.ts',
  'index.ts',
  'package.json',
  'providers',
  'services',
  'src',
  'stubs',
  'tsconfig.build.json',
  'tsconfig.json',
  'tsdown.config.ts',
]

let copies = 0

/**
 * A copy of the package with its demo, and no build: `node ace` of the package. Paths of its files
 * begin at the demo.
 */
export class DevelopedPackage extends DevelopedDemo {
  /** The folder of the package. */
  readonly top: string

  constructor() {
    const top = join(root, 'tmp', `package-${process.pid}-${++copies}`)
    super(join(top, 'demo'))
    this.top = top
  }

  protected override get aceFolder(): string {
    return this.top
  }

  override async create(): Promise<void> {
    await mkdir(this.top, { recursive: true })
    for (const file of FILES) {
      await cp(join(root, file), join(this.top, file), { recursive: true })
    }
    await super.create()
  }

  override async end(): Promise<void> {
    await super.end()
    await rm(this.top, { recursive: true, force: true })
  }
}
