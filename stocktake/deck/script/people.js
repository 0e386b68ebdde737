// Who an action may go to, for the priority it is about: its owner first, then the people of its
// department, then the others. Each as {name, priorities, departments}; a bare name is of neither.
function startPeople(deck) {
  const whole = (one) => (typeof one === "string" ? { name: one, priorities: [], departments: [] } : one);
  const every = () => (deck.state.people || deck.options.people || []).map(whole);

  function rank(person, priority, department) {
    if (priority && person.priorities.includes(priority)) return 0;
    return department && person.departments.includes(department) ? 1 : 2;
  }

  function ordered(priority) {
    const found = deck.wording.priorities().find(([key]) => key === priority);
    const department = found && found[2];
    const ranked = every().map((one) => [rank(one, priority, department), one.name]);
    return ranked.sort((one, other) => one[0] - other[0]).map(([, name]) => name); // stable
  }

  function owner(priority) {
    const found = every().find((one) => rank(one, priority) === 0);
    return found ? found.name : "";
  }

  return { ordered, owner };
}
