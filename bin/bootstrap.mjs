/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
|--------------------------------------------------------------------------
| Runs a script of this folder on a machine that has npm and any Node from 20 on
|--------------------------------------------------------------------------
|
| node bin/bootstrap.mjs <script> [arguments]
|
| Installs the dependencies when they are missing or other than the lock file
| says, and runs the script with the Node 24 that is one of them. Plain
| JavaScript without dependencies, since it runs before there are any.
|
*/

import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const WANTED_MAJOR = 24
const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const modules = join(root, 'node_modules')

function fail(message) {
  console.error(`✗ ${message}`)
  process.exit(1)
}

/** Which version of which package stands at which path, by a lock file. */
function lockedPackages(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {}
}

/** The hidden lock file says what npm really installed; it leaves out what is for other machines. */
function isInstalled() {
  const installed = lockedPackages(join(modules, '.package-lock.json'))
  return Object.entries(lockedPackages(join(root, 'package-lock.json'))).every(([path, locked]) => {
    if (!path.includes('node_modules/') || locked.optional || locked.peerOptional) return true
    return installed[path]?.version === locked.version
  })
}

function install() {
  console.log('→ Installing the dependencies (npm ci)')
  // npm names its own script, which spares a look for the right npm on PATH (and npm.cmd on Windows).
  const npm = process.env.npm_execpath
  const [command, ...args] = npm ? [process.execPath, npm, 'ci'] : ['npm', 'ci']
  const { status, error } = spawnSync(command, [...args, '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: 'inherit',
    shell: !npm && process.platform === 'win32',
  })
  if (status !== 0) fail(`npm ci failed${error ? `: ${error.message}` : ''}`)
}

function majorOf(binary) {
  const { stdout } = spawnSync(binary, ['--version'], { encoding: 'utf8' })
  return Number(/^v(\d+)\./.exec(stdout ?? '')?.[1] ?? 0)
}

/**
 * The Node of the development dependency. Its package fetches the binary in an install script,
 * which an npm may refuse to run: then it runs here.
 */
function findNode() {
  const home = join(modules, 'node')
  const binary = join(home, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (majorOf(binary) === WANTED_MAJOR) return binary
  if (majorOf(process.execPath) >= WANTED_MAJOR) return process.execPath
  if (existsSync(home)) {
    spawnSync(process.execPath, ['installArchSpecificPackage'], { cwd: home, stdio: 'inherit' })
    if (majorOf(binary) === WANTED_MAJOR) {
      // npm links programs at the installation only; other npm scripts find Node by this link.
      if (process.platform !== 'win32') {
        const link = join(modules, '.bin', 'node')
        rmSync(link, { force: true })
        symlinkSync('../node/bin/node', link)
      }
      return binary
    }
  }
  return fail(
    `Node ${WANTED_MAJOR} is needed and its package brought no binary for ` +
      `${process.platform} ${process.arch}: install Node ${WANTED_MAJOR} and run this again`
  )
}

const [script, ...args] = process.argv.slice(2)
if (!script) fail('Say which script to run: node bin/bootstrap.mjs bin/check.ts')

if (!isInstalled()) install()
const node = findNode()
const path = [dirname(node), join(modules, '.bin'), process.env.PATH].join(delimiter)
const child = spawn(node, [join(root, script), ...args], {
  stdio: 'inherit',
  env: { ...process.env, PATH: path },
})
// Ctrl+C reaches the script by itself; who stops this process alone means the script as well.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => signal !== 'SIGINT' && child.kill(signal))
}
child.on('exit', (status) => process.exit(status ?? 1))
