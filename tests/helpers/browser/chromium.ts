/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import chromium, { inflate } from '@sparticuz/chromium'
import type { LaunchOptions } from 'playwright-core'
import { root } from '../../../bin/support/processes.ts'

const source = fileURLToPath(new URL('../bin', import.meta.resolve('@sparticuz/chromium')))

/** Unpacks into the temporary folder that the package looks up while it runs. */
async function unpackInto(folder: string): Promise<void> {
  const before = process.env.TMPDIR
  process.env.TMPDIR = folder
  try {
    await chromium.executablePath()
    await inflate(join(source, 'al2023.tar.br'))
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}

/** The fonts that come with the browser, and those of the machine, which may have none. */
function fontsConfig(folder: string): string {
  return [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    '<fontconfig>',
    `  <dir>${folder}/fonts</dir>`,
    '  <dir>/usr/share/fonts</dir>',
    `  <cachedir>${folder}/fonts-cache</cachedir>`,
    '</fontconfig>',
    '',
  ].join('\n')
}

/**
 * Unpacks the Chromium of the development dependency once, for Linux on x64.
 *
 * @returns how to launch it
 */
export async function unpackChromium(): Promise<LaunchOptions> {
  const version = import.meta.resolve('@sparticuz/chromium')
  const { default: manifest } = await import(new URL('../package.json', version).href, {
    with: { type: 'json' },
  })
  const folder = join(
    root,
    'node_modules',
    '.cache',
    'reflex-adonis',
    `chromium-${manifest.version}`
  )

  const executablePath = join(folder, 'chromium')
  if (!existsSync(executablePath)) {
    // Another process may unpack as well: whoever is first moves a whole folder into place.
    const draft = `${folder}.${process.pid}`
    await mkdir(draft, { recursive: true })
    await unpackInto(draft)
    await writeFile(join(draft, 'fonts.conf'), fontsConfig(folder))
    // A browser that ran while the dependencies were installed anew has left a folder with its fonts
    if (!existsSync(executablePath)) await rm(folder, { recursive: true, force: true })
    await rename(draft, folder).catch(() => rm(draft, { recursive: true }))
  }

  const libraries = [process.env.LD_LIBRARY_PATH, join(folder, 'al2023', 'lib')]
  return {
    executablePath,
    // Containers seldom allow the namespaces that Chromium's own sandbox is made of.
    args: ['--no-sandbox'],
    env: {
      ...process.env,
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
      LD_LIBRARY_PATH: libraries.filter(Boolean).join(':'),
    },
  }
}
