// On every page: films that this browser keeps for a visit go when their day is over, and with them what came in half.

import { listFilms, mayHoldFilms } from "./visit_vault.js";

if (mayHoldFilms()) listFilms().catch(() => null); // a browser that opens no store now tidies on its next page
