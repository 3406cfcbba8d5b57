// Starts the comments of a page that has some.

import { mountComments } from './comments.js';

if (typeof document !== 'undefined') mountComments(document.documentElement, document.querySelector('.dg-comments button'));
