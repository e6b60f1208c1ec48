export { siteConfig as default } from '../../bin/site/config.ts'
