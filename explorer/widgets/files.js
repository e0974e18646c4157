// Which role files take that are dropped or pasted.

export const OTHER = { plain: "encrypted", encrypted: "plain" };

// Whether something that is dragged are files, and not a text or a link of the page.
export function hasFiles(transfer) {
  return [...(transfer?.types ?? [])].includes("Files");
}

// role -> file: the first file takes the role, a second one the other; more are left out.
export function rolesOf(files, role) {
  const roles = [role, OTHER[role]];
  return Object.fromEntries(files.slice(0, 2).map((file, place) => [roles[place], file]));
}
