/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** A build, and its files by their paths in the folder, with forward slashes. */
export interface BuiltFiles {
  build: string
  files: string[]
}

/**
 * Whether a path stays in its folder, on any system, and out of the folder of Vite and of the record.
 */
export function isInside(file: unknown): file is string {
  if (typeof file !== 'string' || file.startsWith('.') || /[\\\0]|^[a-z]:/i.test(file)) return false
  return file.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
}

/**
 * Whether this is a record of builds. Nothing of it is believed in parts: files are removed by it.
 */
export function isRecord(value: unknown): value is BuiltFiles[] {
  return Array.isArray(value) && value.every((each) => isBuilt(each))
}

function isBuilt(value: unknown): value is BuiltFiles {
  const { build, files } = (value ?? {}) as Partial<BuiltFiles>
  if (typeof build !== 'string' || build === '' || !Array.isArray(files)) return false
  return files.every((file) => isInside(file))
}
